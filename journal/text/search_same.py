"""Words of the trade that are one thing in Korean and English: 파이썬 is Python, 역전파 is backpropagation.

Half of a bootcamp's logs call a thing by its Korean name and half by its English one. The table holds names that mean
the same wherever they stand; a word with a second, common meaning (뷰, 빔, 키) is not in it. Names of a cohort's own
are aliases of its topics.
"""

from journal.text.search_folding import fold

_SAME = """
    파이썬=python 자바스크립트=javascript=js 타입스크립트=typescript 장고=django 스프링=spring 스프링부트=springboot 리액트=react 플라스크=flask
    노드제이에스=nodejs=node.js 코틀린=kotlin 스위프트=swift 루비=ruby 씨샵=c# 씨쁠쁠=시플플=c++ 유니티=unity 안드로이드=android 넥스트제이에스=nextjs=next.js
    깃=git 깃허브=깃헙=github 깃랩=gitlab 커밋=commit 브랜치=branch 리베이스=rebase 머지=병합=merge 스태시=stash 체리픽=cherry-pick
    풀리퀘스트=풀리퀘=pull_request 푸시=push 도커=docker 도커파일=dockerfile 컴포즈=compose 쿠버네티스=kubernetes=k8s 젠킨스=jenkins
    리눅스=linux 우분투=ubuntu 윈도우=windows 맥=macos 터미널=terminal 셸=쉘=shell 엔진엑스=nginx 깃허브액션=깃허브액션스=github_actions
    데이터베이스=database=db 포스트그레스=포스트그레스큐엘=postgres=postgresql 마이에스큐엘=mysql 몽고디비=mongodb 레디스=redis 엘라스틱서치=elasticsearch
    트랜잭션=transaction 인덱스=색인=index 조인=join 쿼리=query 스키마=schema 마이그레이션=migration 데드락=교착상태=deadlock 캐시=cache 캐싱=caching
    넘파이=numpy 판다스=pandas 맷플롯립=matplotlib 시본=seaborn 파이토치=pytorch=torch 텐서플로=텐서플로우=tensorflow 케라스=keras
    사이킷런=scikit-learn=sklearn 주피터=jupyter 코랩=colab 허깅페이스=huggingface 브로드캐스팅=broadcasting 데이터프레임=dataframe
    역전파=backpropagation=backprop 경사하강법=경사하강=gradient_descent 확률적경사하강법=sgd=stochastic_gradient_descent 학습률=learning_rate
    손실함수=loss_function=loss 교차엔트로피=크로스엔트로피=cross_entropy 소프트맥스=softmax 시그모이드=sigmoid 렐루=relu 활성화함수=activation_function
    옵티마이저=최적화기=optimizer 모멘텀=momentum 배치정규화=batch_normalization=batch_norm 드롭아웃=dropout 과적합=오버피팅=overfitting
    과소적합=underfitting 조기종료=early_stopping 하이퍼파라미터=초매개변수=hyperparameter 매개변수=파라미터=parameter 가중치=weight
    딥러닝=심층학습=deep_learning 머신러닝=기계학습=machine_learning 강화학습=reinforcement_learning 지도학습=supervised_learning
    신경망=neural_network 퍼셉트론=perceptron 다층퍼셉트론=mlp=multilayer_perceptron 합성곱=컨볼루션=convolution 합성곱신경망=cnn 순환신경망=rnn
    어텐션=attention 셀프어텐션=self_attention 트랜스포머=transformer 임베딩=embedding 토크나이저=tokenizer 토큰화=토크나이징=tokenization
    자연어처리=nlp 컴퓨터비전=computer_vision 전이학습=transfer_learning 미세조정=파인튜닝=fine-tuning=finetuning 사전학습=pretraining=pre-training
    데이터증강=data_augmentation 데이터로더=dataloader=data_loader 데이터셋=dataset 데이터누수=data_leakage 텐서=tensor 에폭=epoch 미니배치=minibatch=mini-batch
    혼동행렬=오차행렬=confusion_matrix 정밀도=precision 재현율=recall 정확도=accuracy 교차검증=cross_validation 군집화=클러스터링=clustering
    차원축소=dimensionality_reduction 주성분분석=pca 특이값분해=svd 고윳값=고유값=eigenvalue 고유벡터=eigenvector 행렬=matrix 역행렬=inverse_matrix
    최대가능도=최대우도=maximum_likelihood 최대가능도추정=mle 사전확률=prior 사후확률=posterior 베이즈=bayes 나이브베이즈=naive_bayes 정규분포=가우시안분포
    선형회귀=linear_regression 로지스틱회귀=logistic_regression 결정트리=의사결정나무=의사결정트리=decision_tree 랜덤포레스트=random_forest
    서포트벡터머신=svm 객체탐지=객체검출=object_detection 의미분할=시맨틱세그멘테이션=semantic_segmentation 추천시스템=recommender_system=recommendation_system
    정규식=정규표현식=regex=regexp=regular_expression 데코레이터=decorator 제너레이터=generator 이터레이터=iterator 클로저=closure 람다=lambda
    예외처리=exception_handling 타입힌트=type_hint 가상환경=virtualenv=venv 컴프리헨션=comprehension 문자열=string 딕셔너리=dictionary=dict
    비동기=async=asynchronous=asyncio 프로미스=promise 콜백=callback 이벤트루프=event_loop 스레드=쓰레드=thread 프로세스=process 멀티스레드=멀티스레딩=multithreading
    재귀=recursion 재귀함수=recursive_function 동적계획법=다이나믹프로그래밍=dynamic_programming=dp 다익스트라=dijkstra 이분탐색=이진탐색=binary_search
    너비우선탐색=bfs 깊이우선탐색=dfs 해시테이블=hash_table 연결리스트=링크드리스트=linked_list 우선순위큐=priority_queue 이진트리=binary_tree
    스택=stack 힙=heap 시간복잡도=time_complexity 빅오=big_o 병합정렬=합병정렬=merge_sort 퀵정렬=quick_sort=quicksort
    객체지향=oop=object_oriented 의존성주입=dependency_injection 디자인패턴=design_pattern 싱글턴=싱글톤=singleton 리팩터링=리팩토링=refactoring
    단위테스트=유닛테스트=unit_test 테스트주도개발=tdd 픽스처=fixture 코드리뷰=code_review 페어프로그래밍=짝프로그래밍=pair_programming
    웹소켓=websocket 쿠키=cookie 세션=session 인증=authentication 인가=authorization 미들웨어=middleware 라우터=router 컴포넌트=component
    접근성=a11y=accessibility 반응형=responsive 지연로딩=레이지로딩=lazy_loading 검색엔진최적화=seo 크롤링=crawling 셀레늄=selenium 피그마=figma
    메모리=memory 가비지컬렉션=가비지컬렉터=garbage_collection 직렬화=serialization 암호화=encryption 해싱=hashing 로깅=logging 디버깅=debugging 배포=deploy=deployment
    환경변수=environment_variable 입출력=i/o=io 브라우저=browser 서버=server 클라이언트=client 프레임워크=framework 라이브러리=library 알고리즘=algorithm
    프론트엔드=프런트엔드=frontend=front-end 백엔드=backend=back-end 포트폴리오=portfolio 마스터클래스=master_class 피어세션=peer_session
    멘토링=mentoring 회고=retrospective 스크럼=scrum 애자일=agile 스프린트=sprint
"""


def same_key(name: str) -> str:
    """The form in which a name stands in the table: folded, without blanks, hyphens and underscores."""
    return "".join(char for char in fold(name) if not char.isspace() and char not in "-_")


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in _SAME.split():
        names = group.replace("_", " ").split("=")
        for name in names:
            others = tuple(other for other in names if other != name)
            found[same_key(name)] = found.get(same_key(name), ()) + others
    return found


SAME = _table()
LONGEST_SAME = 3  # words that a name of the table may be typed in
